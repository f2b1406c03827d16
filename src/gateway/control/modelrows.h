// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gateway/catalog/modelregistry.h>

namespace sekisho::gateway {

// Models as LiteLLM shows them (litellm-api §7.2). No secrets; where a deployment is served is only told to
// who sees everything.

/// An entry of /model/info.
core::Json modelInfoRow(const ModelGroup &group, std::size_t deployment, bool seesAll);
/// Whether it is known what the deployment costs.
bool isPriced(const ModelGroup &group, std::size_t deployment);
/// An entry of /model_group/info.
core::Json modelGroupRow(const ModelGroup &group, bool isPublic);
/// An entry of /v1/models.
core::Json modelListEntry(const QString &id, bool isDemo);
/// What a write of a stored model answers; also what the audit log keeps of it.
core::Json storedModelRow(const RegisteredModel &model);
/// OpenAI's parameters of a chat, which go upstream as they come.
QStringList supportedChatParams();

} // namespace sekisho::gateway
