// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekisho::client {

/// What Langfuse would object to in the name of an environment. It does not refuse such a name but files the
/// traces under another one, mostly "default" (langfuse-api §1), so it is asked for here.
enum class EnvironmentFault { None, Characters, TooLong, Reserved };

constexpr int LongestEnvironment = 40;

/// Lowercase letters, digits, - and _; at most 40; not starting with "langfuse". Empty is fine: "default".
EnvironmentFault environmentFault(const QString &name);

} // namespace sekisho::client
