// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <widgets/chat/chatviewmessage.h>

#include <QCoreApplication>

namespace sekisho::widgets {

/// Who speaks in a traced conversation, as the session view and the observation pane show it.
struct Speaker {
    ChatRole role = ChatRole::Assistant;
    QString name;

    Q_DECLARE_TR_FUNCTIONS(sekisho::widgets::Speaker)
public:
    static Speaker system();
    static Speaker user();
    static Speaker assistant();
    /// By the role of a chat message ("user", "tool"); one that nobody knows keeps its own word.
    static Speaker ofRole(const QString &role);
};

} // namespace sekisho::widgets
