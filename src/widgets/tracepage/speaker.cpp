// SPDX-License-Identifier: GPL-3.0-or-later
#include "speaker.h"

namespace sekisho::widgets {

using namespace Qt::Literals::StringLiterals;

Speaker Speaker::system()
{
    return {ChatRole::System, tr("System message")};
}

Speaker Speaker::user()
{
    return {ChatRole::User, tr("User")};
}

Speaker Speaker::assistant()
{
    return {ChatRole::Assistant, tr("Assistant")};
}

Speaker Speaker::ofRole(const QString &role)
{
    if (role == u"user"_s)
        return user();
    if (role == u"assistant"_s || role == u"model"_s)
        return assistant();
    if (role == u"system"_s || role == u"developer"_s)
        return system();
    return {ChatRole::System, role == u"tool"_s || role == u"function"_s ? tr("Tool") : role};
}

} // namespace sekisho::widgets
