// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekisho::core {

/// "sk-...W8TA": how a key is shown, LiteLLM's `key_name`. Keys too short to hide anything become "sk-...".
QString maskKey(const QString &key);

} // namespace sekisho::core
