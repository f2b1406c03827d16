// SPDX-License-Identifier: GPL-3.0-or-later
#include "refusaltext.h"

#include <QRegularExpression>

namespace sekisho::client {

using namespace Qt::Literals::StringLiterals;

namespace {
QString captured(const QString &pattern, const QString &text)
{
    const auto match = QRegularExpression(pattern).match(text);
    return match.hasMatch() ? match.captured(1) : QString();
}

std::optional<core::Money> moneyAfter(const QString &label, const QString &text)
{
    bool isNumber = false;
    const double usd = captured(label + u"\\s*\\$?([0-9.]+(?:[eE][+-]?[0-9]+)?)"_s, text).toDouble(&isNumber);
    return isNumber ? std::optional(core::Money::fromUsd(usd)) : std::nullopt;
}

QStringList quotedItems(const QString &list)
{
    QStringList items;
    static const QRegularExpression item(u"['\"]([^'\"]*)['\"]"_s);
    auto matches = item.globalMatch(list);
    while (matches.hasNext())
        items << matches.next().captured(1);
    return items;
}

struct ScopePattern {
    RefusalScope scope;
    QString pattern;
};

/// The first that matches names whose budget it was.
const QList<ScopePattern> &budgetScopes()
{
    static const QList<ScopePattern> patterns{
        {RefusalScope::TeamMember, u"\\bUser=(\\S+) in Team="_s},
        {RefusalScope::Team, u"\\bTeam=(.+?)(?: Current cost| over budget|[.,]|$)"_s},
        {RefusalScope::Organization, u"\\bOrganization=(\\S+)"_s},
        {RefusalScope::Tag, u"\\bTag=(\\S+)"_s},
        {RefusalScope::Project, u"\\bProject=(\\S+)"_s},
        {RefusalScope::EndUser, u"\\bEnd User=(\\S+)"_s},
        {RefusalScope::User, u"\\bUser=(\\S+)"_s},
        {RefusalScope::Budget, u"\\bBudget=([^\\s,]*[^\\d.,\\s][^\\s,]*)"_s},
        {RefusalScope::Key, u"\\bKey=(.+?) (?:\\(sk-|Current cost)"_s},
        {RefusalScope::Key, u"\\bkey_alias: ([^,]+),"_s},
    };
    return patterns;
}

void readBudget(GatewayRefusal &refusal)
{
    for (const auto &[scope, pattern] : budgetScopes()) {
        refusal.subject = captured(pattern, refusal.message);
        if (refusal.subject.isEmpty())
            continue;
        refusal.scope = scope;
        break;
    }
    // The key's own budget is the one whose message names nobody.
    if (refusal.scope == RefusalScope::Unknown && refusal.message.startsWith(u"Budget has been exceeded!"_s))
        refusal.scope = RefusalScope::Key;
    refusal.triedModel = captured(u"for model=(\\S+)"_s, refusal.message);
    refusal.spent = moneyAfter(u"Current cost:"_s, refusal.message);
    refusal.limit = moneyAfter(u"Max budget:"_s, refusal.message);
    if (!refusal.spent)
        refusal.spent = moneyAfter(u"Spend="_s, refusal.message);
    if (!refusal.limit)
        refusal.limit = moneyAfter(u"Budget="_s, refusal.message);
}

RefusalScope scopeOfType(const QString &type)
{
    const auto whose = type.section(u'_', 0, 0);
    if (whose == u"key"_s)
        return RefusalScope::Key;
    if (whose == u"team"_s)
        return RefusalScope::Team;
    if (whose == u"user"_s)
        return RefusalScope::User;
    if (whose == u"org"_s)
        return RefusalScope::Organization;
    return whose == u"project"_s ? RefusalScope::Project : RefusalScope::Unknown;
}

void readModelAccess(GatewayRefusal &refusal)
{
    refusal.scope = scopeOfType(refusal.type);
    refusal.allowedModels = quotedItems(captured(u"models=\\[(.*?)\\]"_s, refusal.message));
    refusal.triedModel = captured(u"Tried to access (\\S+)"_s, refusal.message);
}

RefusalScope scopeOfLimit(const QString &name)
{
    if (name == u"api_key"_s || name.startsWith(u"model_per_key"_s))
        return RefusalScope::Key;
    if (name == u"team_member"_s)
        return RefusalScope::TeamMember;
    if (name.startsWith(u"team"_s) || name == u"model_per_team"_s)
        return RefusalScope::Team;
    if (name == u"end_user"_s)
        return RefusalScope::EndUser;
    return name == u"user"_s ? RefusalScope::User : RefusalScope::Gateway;
}

void readRateLimit(GatewayRefusal &refusal)
{
    const auto scope = captured(u"Rate limit exceeded for (\\w+)"_s, refusal.message);
    if (refusal.limitType.isEmpty() && scope.isEmpty()) {
        refusal.scope = RefusalScope::Model; // the provider's own limit
        return;
    }
    refusal.scope = scopeOfLimit(scope);
    if (refusal.limitType.isEmpty())
        refusal.limitType = captured(u"Limit type: (\\w+)"_s, refusal.message);
    if (!refusal.resetAt)
        refusal.resetAt = readResetTime(captured(u"resets at: (.*)$"_s, refusal.message));
}
} // namespace

QString withoutPythonRepr(const QString &text)
{
    static const QRegularExpression wrapped(u"^\\{['\"]error['\"]: (['\"])(.*)\\1\\}$"_s,
                                            QRegularExpression::DotMatchesEverythingOption);
    const auto match = wrapped.match(text);
    return match.hasMatch() ? match.captured(2) : text;
}

RefusalRule ruleOfText(const QString &message)
{
    if (message.contains(u"Key is blocked"_s))
        return RefusalRule::KeyBlocked;
    if (message.contains(QRegularExpression(u"Team=.* is blocked"_s)))
        return RefusalRule::TeamBlocked;
    if (message.contains(u"Only proxy admin"_s) || message.contains(u"Admin-only endpoint"_s) ||
        message.contains(u"not allowed to call this route"_s))
        return RefusalRule::RouteNotAllowed;
    if (message.startsWith(u"Budget has been exceeded!"_s) || message.contains(u"ExceededBudget:"_s) ||
        message.contains(u"Max budget limit reached"_s))
        return RefusalRule::BudgetExceeded;
    return message.contains(u"Invalid model name passed in"_s) ? RefusalRule::ModelUnknown
                                                               : RefusalRule::None;
}

void readText(GatewayRefusal &refusal)
{
    switch (refusal.rule) {
    case RefusalRule::BudgetExceeded:
        readBudget(refusal);
        break;
    case RefusalRule::ModelNotAllowed:
        readModelAccess(refusal);
        break;
    case RefusalRule::RateLimited:
        readRateLimit(refusal);
        break;
    case RefusalRule::KeyUnknown:
    case RefusalRule::KeyExpired:
    case RefusalRule::KeyBlocked:
        refusal.scope = RefusalScope::Key;
        break;
    case RefusalRule::TeamBlocked:
        refusal.scope = RefusalScope::Team;
        refusal.subject = captured(u"Team=(.*) is blocked"_s, refusal.message);
        break;
    case RefusalRule::ModelUnknown:
        refusal.triedModel = captured(u"model=(\\S+?)\\.?(?:\\s|$)"_s, refusal.message);
        break;
    default:
        break;
    }
}

std::optional<core::Timestamp> readResetTime(const QString &text)
{
    auto iso = text.trimmed();
    if (iso.endsWith(u" UTC"_s))
        iso = iso.chopped(4).replace(u' ', u'T') + u'Z';
    const auto time = core::parseIso8601(iso);
    return time ? std::optional(*time) : std::nullopt;
}

} // namespace sekisho::client
