// SPDX-License-Identifier: GPL-3.0-or-later
#include "basetext.h"

namespace sekisho::gateway {

const QString &baseText(const QUrl &apiBase)
{
    thread_local QUrl known;
    thread_local QString text;
    if (text.isEmpty() || known != apiBase) {
        known = apiBase;
        text = apiBase.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo);
    }
    return text;
}

} // namespace sekisho::gateway
