// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendlogfilter.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

void addPart(Where &where, const QString &column, const std::optional<QString> &part)
{
    if (!part)
        return;
    QString pattern = *part;
    pattern.replace(u"\\"_s, u"\\\\"_s).replace(u"%"_s, u"\\%"_s).replace(u"_"_s, u"\\_"_s);
    where.add(column + u" LIKE ? ESCAPE '\\'"_s, {u'%' + pattern + u'%'});
}

// A plus before a column keeps the database from going through its index, where another one serves better.
void addAmounts(Where &where, const SpendLogFilter &filter)
{
    if (filter.minSpend)
        where.add(u"+spend >= ?"_s, {bindMoney(*filter.minSpend)});
    if (filter.maxSpend)
        where.add(u"+spend <= ?"_s, {bindMoney(*filter.maxSpend)});
}

/// The expression that an index is on.
const auto Succeeded = "(CASE WHEN status = 'success' THEN 1 ELSE 0 END)"_L1;

void addOutcome(Where &where, const SpendLogFilter &filter, bool throughIndex)
{
    // Only failures have an error.
    const bool failed = filter.succeeded ? !*filter.succeeded : filter.errorCode || filter.errorMessage;
    if (failed || filter.succeeded)
        where.add((throughIndex ? u""_s : u"+"_s) + Succeeded + (failed ? u" = 0"_s : u" = 1"_s));
    if (filter.errorCode)
        where.add(u"http_status = ?"_s, {filter.errorCode->toLongLong()});
    addPart(where, u"error"_s, filter.errorMessage);
}

/// Adds equalities, the most selective first; only the first one may choose the index.
class Equalities
{
public:
    Equalities(Where &where, bool mayChoose)
        : m_where(where)
        , m_mayChoose(mayChoose)
    {
    }
    void add(const char *column, const std::optional<QString> &value)
    {
        if (!value)
            return;
        const QString name = QString::fromLatin1(column);
        m_where.addEqual(m_mayChoose ? name : u"COALESCE(%1, '')"_s.arg(name), value);
        m_mayChoose = false;
    }
    bool mayChoose() const { return m_mayChoose; }

private:
    Where &m_where;
    bool m_mayChoose;
};

QList<SpendEntity> namedEntities(const SpendLogFilter &filter)
{
    QList<SpendEntity> named;
    const auto add = [&named](const QString &type, const std::optional<QString> &id) {
        if (id)
            named.append({type, *id});
    };
    add(u"user"_s, filter.user);
    add(u"team"_s, filter.teamId);
    add(u"organization"_s, filter.organizationId);
    add(u"customer"_s, filter.endUser);
    return named;
}

} // namespace

Where conditions(const SpendLogFilter &filter, IndexUse use)
{
    Where where;
    Equalities equalities(where, use == IndexUse::OfFilter);
    equalities.add("request_id", filter.requestId);
    equalities.add("session_id", filter.sessionId);
    equalities.add("api_key", filter.apiKey);
    equalities.add("end_user", filter.endUser);
    equalities.add("user_id", filter.user);
    equalities.add("team_id", filter.teamId);
    equalities.add("model_group", filter.model);
    where.addEqual(u"organization_id"_s, filter.organizationId);
    where.addEqual(u"model_id"_s, filter.modelId);
    where.addEqual(u"provider"_s, filter.provider);
    addPart(where, u"key_alias"_s, filter.keyAlias);
    addPart(where, u"session_id"_s, filter.sessionPart);
    addAmounts(where, filter);
    addOutcome(where, filter, equalities.mayChoose());
    const QString time = use == IndexUse::OfFilter ? u"start_time"_s : u"+start_time"_s;
    if (filter.from)
        where.add(time + u" >= ?"_s, {bind(*filter.from)});
    if (filter.until)
        where.add(time + u" < ?"_s, {bind(*filter.until)});
    return where;
}

std::optional<SpendEntity> entityOf(const SpendLogFilter &filter)
{
    const auto named = namedEntities(filter);
    if (named.isEmpty() && filter.apiKey)
        return SpendEntity{u"key"_s, *filter.apiKey};
    return named.size() == 1 ? std::optional(named.first()) : std::nullopt;
}

bool sumsKnow(const SpendLogFilter &filter)
{
    const bool hasFiner = filter.requestId || filter.sessionId || filter.sessionPart || filter.modelId ||
                          filter.minSpend || filter.maxSpend || filter.keyAlias || filter.errorCode ||
                          filter.errorMessage;
    const auto named = namedEntities(filter);
    // Only users have sums for those without a name, too.
    const auto entity = entityOf(filter);
    const bool isNameless = entity && entity->id.isEmpty() && entity->type != u"user";
    return !hasFiner && named.size() <= 1 && !isNameless;
}

} // namespace sekisho::storage
