// SPDX-License-Identifier: GPL-3.0-or-later
#include "tagfields.h"

#include "budgetfields.h"

namespace sekisho::gateway {

using core::Json;
using storage::Tag;

void readTag(FieldReader &reader, Tag &tag)
{
    reader.read("description", tag.description);
    reader.read("models", tag.models);
    reader.readObject("model_info", tag.modelInfo);
}

Json tagRow(const Tag &tag, const Directory &directory)
{
    const auto live = directory.tag(tag.name);
    const auto spend = live ? core::Money::fromNanos(live->meter->spentNanos) : tag.spend;
    return {{"name", tag.name},
            {"description", core::toJson(tag.description)},
            {"models", core::toJson(tag.models)},
            {"model_info", tag.modelInfo},
            {"spend", spend.usd()},
            {"budget_id", core::toJson(tag.budgetId)},
            {"litellm_budget_table", budgetRowOrNull(tag.budgetId, directory)},
            {"created_at", core::toIso8601(tag.createdAt)},
            {"created_by", tag.createdBy},
            {"updated_at", core::toIso8601(tag.updatedAt)}};
}

} // namespace sekisho::gateway
