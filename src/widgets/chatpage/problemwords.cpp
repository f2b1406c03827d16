// SPDX-License-Identifier: GPL-3.0-or-later
#include "problemwords.h"

#include <core/clock.h>
#include <models/format.h>
#include <widgets/common/errorsentence.h>

#include <QCoreApplication>

namespace sekisho::widgets {

using client::GatewayRefusal;
using client::RefusalRule;
using client::RefusalScope;
using models::Suggestion;
using models::TurnProblem;

namespace {

QString words(const char *english)
{
    return QCoreApplication::translate("ProblemWords", english);
}

QString scopeName(RefusalScope scope)
{
    switch (scope) {
    case RefusalScope::Team:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "the team"));
    case RefusalScope::TeamMember:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "the team member"));
    case RefusalScope::User:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "the user"));
    case RefusalScope::EndUser:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "the end user"));
    case RefusalScope::Organization:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "the organisation"));
    case RefusalScope::Budget:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "the shared budget"));
    default:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "this key"));
    }
}

QString whose(const GatewayRefusal &facts)
{
    const QString scope = scopeName(facts.scope);
    return facts.subject.isEmpty() ? scope : scope + u' ' + facts.subject;
}

QString modelSentence(const GatewayRefusal &facts)
{
    if (facts.rule == RefusalRule::ModelUnknown)
        return words(QT_TRANSLATE_NOOP("ProblemWords", "The gateway has no model named %1."))
            .arg(facts.triedModel);
    const bool byTeam = facts.scope == RefusalScope::Team;
    const QString refusal =
        byTeam ? words(QT_TRANSLATE_NOOP("ProblemWords", "The team of this key may not use %1."))
               : words(QT_TRANSLATE_NOOP("ProblemWords", "This key may not use %1."));
    if (facts.allowedModels.isEmpty())
        return refusal.arg(facts.triedModel);
    return refusal.arg(facts.triedModel) + u' ' +
           words(QT_TRANSLATE_NOOP("ProblemWords", "It may use: %1."))
               .arg(facts.allowedModels.join(QStringLiteral(", ")));
}

QString budgetSentence(const GatewayRefusal &facts)
{
    QString sentence =
        words(QT_TRANSLATE_NOOP("ProblemWords", "The budget of %1 is used up.")).arg(whose(facts));
    if (facts.spent && facts.limit)
        sentence += u' ' + words(QT_TRANSLATE_NOOP("ProblemWords", "%1 of %2 are spent."))
                               .arg(models::moneyText(*facts.spent), models::moneyText(*facts.limit));
    if (facts.resetAt)
        sentence += u' ' + words(QT_TRANSLATE_NOOP("ProblemWords", "It starts anew on %1."))
                               .arg(models::dateText(*facts.resetAt, core::SystemClock().now()));
    return sentence;
}

QString rateSentence(const GatewayRefusal &facts)
{
    if (facts.retryAfter)
        return words(QT_TRANSLATE_NOOP("ProblemWords", "Too many requests for now. Try again in %1."))
            .arg(models::durationText(*facts.retryAfter));
    return words(
        QT_TRANSLATE_NOOP("ProblemWords", "Too many requests for now. Wait a moment and try again."));
}

QString keySentence(const GatewayRefusal &facts)
{
    switch (facts.rule) {
    case RefusalRule::KeyExpired:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "This key has expired."));
    case RefusalRule::KeyBlocked:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "This key is blocked."));
    case RefusalRule::TeamBlocked:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "The team of this key is blocked."));
    case RefusalRule::RouteNotAllowed:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "This key is not made for chatting."));
    default:
        return words(QT_TRANSLATE_NOOP("ProblemWords",
                                       "The gateway does not know this key. It may have been deleted."));
    }
}

QString actionLabel(Suggestion suggestion)
{
    switch (suggestion) {
    case Suggestion::SwitchKey:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "Switch key"));
    case Suggestion::SwitchModel:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "Switch model"));
    case Suggestion::AskAdministrator:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "Ask the administrator"));
    case Suggestion::RaiseBudget:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "Raise the budget"));
    case Suggestion::WaitAndRetry:
    case Suggestion::Retry:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "Try again"));
    case Suggestion::ShortenConversation:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "New conversation"));
    case Suggestion::CheckConnection:
        return words(QT_TRANSLATE_NOOP("ProblemWords", "Test the connection"));
    case Suggestion::CheckKey:
        break;
    }
    return words(QT_TRANSLATE_NOOP("ProblemWords", "Enter a key"));
}

} // namespace

QString problemSentence(const TurnProblem &problem)
{
    switch (problem.facts.rule) {
    case RefusalRule::None: {
        const ErrorSentence sentence = sentenceFor(problem.error);
        return sentence.title + QStringLiteral(". ") + sentence.text;
    }
    case RefusalRule::ModelNotAllowed:
    case RefusalRule::ModelUnknown:
        return modelSentence(problem.facts);
    case RefusalRule::BudgetExceeded:
        return budgetSentence(problem.facts);
    case RefusalRule::RateLimited:
        return rateSentence(problem.facts);
    default:
        return keySentence(problem.facts);
    }
}

ChatNotice noticeFor(const TurnProblem &problem)
{
    ChatNotice notice;
    notice.kind = problem.isRefusal() ? ChatNoticeKind::Refusal : ChatNoticeKind::Error;
    notice.text = problemSentence(problem);
    // A rule is said in full by the sentence; what broke needs the words of whoever noticed it.
    if (!problem.isRefusal())
        notice.detail = problem.error.detail;
    for (const Suggestion suggestion : problem.suggestions)
        notice.actions.append({models::nameOf(suggestion), actionLabel(suggestion)});
    return notice;
}

QString noteToAdministrator(const TurnProblem &problem, const QString &keyAlias)
{
    QString note = words(QT_TRANSLATE_NOOP("ProblemWords", "I was refused with the key \"%1\": %2"))
                       .arg(keyAlias, problemSentence(problem));
    if (!problem.facts.callId.isEmpty())
        note += u'\n' + words(QT_TRANSLATE_NOOP("ProblemWords", "Call id: %1")).arg(problem.facts.callId);
    return note;
}

} // namespace sekisho::widgets
