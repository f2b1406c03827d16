// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "queryreader.h"

#include <core/json.h>

namespace sekisho::gateway {

/// What /v2/model/info asks for.
struct ModelPage {
    std::int64_t page = 1;
    std::int64_t size = 50;
    std::optional<QString> search;
    std::optional<QString> model;
    std::optional<QString> modelId;
    std::optional<QString> teamId;
    std::optional<QString> createdBy; ///< user_models_only
    bool withTeamModels = true;
    QString sortBy;
    bool descending = false;
};

ModelPage readModelPage(QueryReader &query, const QString &userId);

/// `{"data","total_count","current_page","total_pages","size"}` of rows as /model/info has them.
core::Json pageOf(const ModelPage &page, core::Json rows);

} // namespace sekisho::gateway
