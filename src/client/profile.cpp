// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile.h"

namespace sekisho::client {

const KeyRef *Profile::key(const QString &id) const
{
    for (const auto &key : keys)
        if (key.id == id)
            return &key;
    return nullptr;
}

} // namespace sekisho::client
