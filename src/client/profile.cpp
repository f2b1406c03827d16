// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile.h"

#include <algorithm>

namespace sekisho::client {

const KeyRef *Profile::key(const QString &id) const
{
    for (const auto &key : keys)
        if (key.id == id)
            return &key;
    return nullptr;
}

const KeyRef *Profile::masterKey() const
{
    if (signIn == SignInKind::TokenOnly)
        return nullptr;
    const auto found = std::find_if(keys.begin(), keys.end(), [](const KeyRef &key) { return key.isMaster; });
    return found == keys.end() ? nullptr : &*found;
}

} // namespace sekisho::client
