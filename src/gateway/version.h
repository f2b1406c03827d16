// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sekisho::gateway {

/// x-litellm-version: the LiteLLM whose dialect is spoken, and whose program this really is.
inline QByteArray dialectVersion()
{
    return QByteArrayLiteral("1.95.0+sekisho." SEKISHO_VERSION);
}

} // namespace sekisho::gateway
