// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/money.h>

#include <optional>

namespace sekisho::client {

/// A model (group) that the key may use. Only the name is certain; the rest needs /model/info, which a
/// gateway may refuse.
struct ModelInfo {
    QString name;
    bool demo = false;
    QString provider;
    QString mode; ///< "chat", "embedding", ...; empty if unknown
    std::optional<core::TokenPrice> inputPrice;
    std::optional<core::TokenPrice> outputPrice;
    std::optional<std::int64_t> maxInputTokens;
    std::optional<std::int64_t> maxOutputTokens;
    friend bool operator==(const ModelInfo &, const ModelInfo &) = default;
};

/// Names of GET /v1/models, in its order, each once.
QList<ModelInfo> modelsFrom(const core::Json &answer);
/// Adds what GET /model/info tells about models that are in the list.
void addDetails(QList<ModelInfo> &models, const core::Json &answer);

} // namespace sekisho::client
