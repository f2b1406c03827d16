// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QUrl>

#include <optional>

namespace sekisho::gateway {

/// Where LiteLLM's `provider/model` leads: every supported provider but the demo speaks OpenAI's dialect
/// under some base.
struct UpstreamName {
    QString provider; ///< as LiteLLM calls it: "openai", "azure", "gemini", "ollama", ..., "demo"
    QString model;    ///< name sent upstream
};

/// A name without a known provider in front is OpenAI's.
/// `provider` (custom_llm_provider) wins over the name's. Unsupported for a provider that is not spoken.
core::Result<UpstreamName> parseUpstreamName(const QString &model,
                                             const std::optional<QString> &provider = {});

/// Names of the providers that are spoken.
QStringList spokenProviders();

/// The base URL without /chat/completions: the one given, or the provider's own. An Azure resource gets the
/// form of its deployments when `apiVersion` is a date (providers §4.1), else the v1 form. InvalidInput when
/// there must be one and is not.
core::Result<QUrl> upstreamBase(const UpstreamName &name, const QString &apiBase,
                                const QString &apiVersion = {});

} // namespace sekisho::gateway
