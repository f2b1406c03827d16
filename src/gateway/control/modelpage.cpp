// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelpage.h"

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

ModelPage readModelPage(QueryReader &query, const QString &userId)
{
    static const QStringList columns{u"model_name"_s, u"created_at"_s, u"updated_at"_s, u"costs"_s,
                                     u"status"_s};
    ModelPage page;
    page.page = query.integer(u"page"_s, 1, 1, 1'000'000);
    page.size = query.integer(u"size"_s, 50, 1, 1000);
    page.search = query.text(u"search"_s);
    page.model = query.text(u"model"_s);
    page.modelId = query.text(u"modelId"_s);
    page.teamId = query.text(u"teamId"_s);
    page.withTeamModels = query.flag(u"include_team_models"_s, true);
    if (query.flag(u"user_models_only"_s, false))
        page.createdBy = userId;
    page.sortBy = query.text(u"sortBy"_s).value_or(QString());
    if (!page.sortBy.isEmpty() && !columns.contains(page.sortBy))
        query.refuse(u"sortBy"_s, u"must be one of %1"_s.arg(columns.join(u", "_s)));
    const QString order = query.text(u"sortOrder"_s).value_or(u"asc"_s);
    if (order != u"asc"_s && order != u"desc"_s)
        query.refuse(u"sortOrder"_s, u"must be asc or desc"_s);
    page.descending = order == u"desc"_s;
    return page;
}

static bool isFound(const Json &row, const QString &search)
{
    return core::stringOr(row, "model_name").contains(search, Qt::CaseInsensitive) ||
           core::stringOr(core::memberOr(row, "litellm_params"), "model")
               .contains(search, Qt::CaseInsensitive);
}

static bool fits(const ModelPage &page, const Json &row)
{
    const Json &info = core::memberOr(row, "model_info");
    const QString team = core::stringOr(info, "team_id");
    return (!page.search || isFound(row, *page.search)) &&
           (!page.model || core::stringOr(row, "model_name") == *page.model) &&
           (!page.modelId || core::stringOr(info, "id") == *page.modelId) &&
           (!page.teamId || team == *page.teamId) && (page.withTeamModels || team.isEmpty()) &&
           (!page.createdBy || core::stringOr(info, "created_by") == *page.createdBy);
}

/// Rows sort by what this gives; rows without it come last.
static Json sortKey(const QString &column, const Json &row)
{
    const Json &info = core::memberOr(row, "model_info");
    if (column == u"model_name"_s)
        return core::memberOr(row, "model_name");
    if (column == u"costs"_s)
        return core::numberOr(info, "input_cost_per_token") + core::numberOr(info, "output_cost_per_token");
    if (column == u"status"_s)
        return core::memberOr(info, "db_model");
    return core::memberOr(info, column == u"created_at"_s ? "created_at" : "updated_at");
}

Json pageOf(const ModelPage &page, Json rows)
{
    std::vector<Json> found;
    for (Json &row : rows) {
        if (fits(page, row))
            found.push_back(std::move(row));
    }
    if (!page.sortBy.isEmpty())
        std::stable_sort(found.begin(), found.end(), [&](const Json &a, const Json &b) {
            const Json left = sortKey(page.sortBy, a);
            const Json right = sortKey(page.sortBy, b);
            if (left.is_null() || right.is_null())
                return !left.is_null() && right.is_null();
            return page.descending ? right < left : left < right;
        });
    const auto total = static_cast<std::int64_t>(found.size());
    Json data = Json::array();
    for (std::int64_t i = (page.page - 1) * page.size; i < std::min(total, page.page * page.size); ++i)
        data.push_back(std::move(found[static_cast<std::size_t>(i)]));
    return {{"data", std::move(data)},
            {"total_count", total},
            {"current_page", page.page},
            {"total_pages", (total + page.size - 1) / page.size},
            {"size", page.size}};
}

} // namespace sekisho::gateway
