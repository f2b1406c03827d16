// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelinfo.h"

#include "wirejson.h"

#include <QSet>

namespace sekisho::client {

using core::Json;
using namespace Qt::Literals::StringLiterals;

namespace {
std::optional<core::TokenPrice> optionalPrice(const Json &row, const char *field)
{
    const auto usd = core::optionalNumber(row, field);
    return usd ? std::optional(core::TokenPrice::fromUsdPerToken(*usd)) : std::nullopt;
}

/// Several deployments may share a name; the first one speaks for them, and one demo makes the name a demo.
void addDetail(ModelInfo &model, const Json &item)
{
    const auto &info = core::memberOr(item, "model_info");
    const auto upstream = core::stringOr(core::memberOr(item, "litellm_params"), "model");
    if (model.provider.isEmpty())
        model.provider = core::stringOr(info, "litellm_provider", upstream.section(u'/', 0, 0));
    model.demo = model.demo || upstream.startsWith(u"demo/"_s) || core::boolOr(info, "demo");
    if (model.mode.isEmpty())
        model.mode = core::stringOr(info, "mode");
    if (!model.inputPrice)
        model.inputPrice = optionalPrice(info, "input_cost_per_token");
    if (!model.outputPrice)
        model.outputPrice = optionalPrice(info, "output_cost_per_token");
    if (!model.maxInputTokens)
        model.maxInputTokens = optionalInteger(info, "max_input_tokens");
    if (!model.maxOutputTokens)
        model.maxOutputTokens = optionalInteger(info, "max_output_tokens");
}
} // namespace

QList<ModelInfo> modelsFrom(const Json &answer)
{
    QList<ModelInfo> models;
    QSet<QString> seen;
    for (const auto &item : core::memberOr(answer, "data")) {
        ModelInfo model;
        model.name = core::stringOr(item, "id");
        model.demo = core::boolOr(item, "demo") || core::stringOr(item, "owned_by") == u"sekisho-demo"_s;
        if (model.name.isEmpty() || seen.contains(model.name))
            continue;
        seen.insert(model.name);
        models << model;
    }
    return models;
}

void addDetails(QList<ModelInfo> &models, const Json &answer)
{
    QHash<QString, ModelInfo *> byName;
    for (auto &model : models)
        byName.insert(model.name, &model);
    for (const auto &item : core::memberOr(answer, "data"))
        if (auto *model = byName.value(core::stringOr(item, "model_name")))
            addDetail(*model, item);
}

} // namespace sekisho::client
