// SPDX-License-Identifier: GPL-3.0-or-later
#include "environmentname.h"

#include <algorithm>

namespace sekisho::client {

namespace {
bool isAllowed(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_';
}
} // namespace

EnvironmentFault environmentFault(const QString &name)
{
    if (!std::all_of(name.begin(), name.end(), isAllowed))
        return EnvironmentFault::Characters;
    if (name.size() > LongestEnvironment)
        return EnvironmentFault::TooLong;
    return name.startsWith(u"langfuse") ? EnvironmentFault::Reserved : EnvironmentFault::None;
}

} // namespace sekisho::client
