// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/chat/turnproblem.h>
#include <widgets/chat/chatviewmessage.h>

namespace sekisho::widgets {

/// Why there is no answer, in a plain sentence: which rule, whose, how much, until when; and what can be
/// done.
QString problemSentence(const models::TurnProblem &problem);
/// The card under the message; its actions are named by models::nameOf(Suggestion).
ChatNotice noticeFor(const models::TurnProblem &problem);
/// What a person can send to whoever manages the keys.
QString noteToAdministrator(const models::TurnProblem &problem, const QString &keyAlias);

} // namespace sekisho::widgets
