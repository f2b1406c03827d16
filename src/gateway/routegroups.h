// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace sekisho::gateway {

/// Whether one entry of a key's `allowed_routes` lets a path through: the name of one of LiteLLM's route sets
/// (`llm_api_routes`, `openai_routes`, `management_routes`, `key_management_routes`, `info_routes`,
/// `spend_tracking_routes`, `global_spend_tracking_routes`, `public_routes`), an exact path, or `/prefix/*`
/// (litellm-api §1.2).
bool routeEntryAllows(const QString &entry, const QByteArray &path);

/// An empty list allows everything.
bool routeListAllows(const QStringList &entries, const QByteArray &path);

} // namespace sekisho::gateway
