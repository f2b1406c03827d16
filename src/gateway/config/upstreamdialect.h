// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QUrl>

namespace sekisho::gateway {

/// Where LiteLLM's `provider/model` leads: every supported provider but the demo speaks OpenAI's dialect
/// under some base.
struct UpstreamName {
    QString provider; ///< as LiteLLM calls it: "openai", "azure", "gemini", "ollama", ..., "demo"
    QString model;    ///< name sent upstream
};

/// A name without a known provider in front is OpenAI's.
core::Result<UpstreamName> parseUpstreamName(const QString &model);

/// The base URL without /chat/completions: the one given (Azure resources get the v1 form), or the provider's
/// own. InvalidInput when there must be one and is not.
core::Result<QUrl> upstreamBase(const UpstreamName &name, const QString &apiBase);

} // namespace sekisho::gateway
