// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apitransport.h"
#include "page.h"
#include "virtualkeyinfo.h"

namespace sekisho::client {

struct KeyQuery {
    int page = 1;
    int pageSize = 50; ///< at most 100
    QString sortBy =
        QStringLiteral("created_at"); ///< spend, max_budget, created_at, updated_at, token, key_alias
    bool descending = true;
    QString alias; ///< exact; empty: any
    QString userId;
    QString teamId;
};

/// /key/* (litellm-api §3). A key is named by its hash (`VirtualKeyInfo::token`).
class KeyOperations
{
public:
    /// `transport` is borrowed.
    explicit KeyOperations(ApiTransport *transport);

    core::Async<Page<VirtualKeyInfo>> list(const KeyQuery &query) const;
    core::Async<VirtualKeyInfo> info(const QString &token) const;
    core::Async<GeneratedKey> generate(const NewKey &key) const;
    core::Async<void> update(const QString &token, const KeyChanges &changes) const;
    core::Async<void> block(const QString &token) const;
    core::Async<void> unblock(const QString &token) const;
    core::Async<void> remove(const QStringList &tokens) const;

private:
    core::Async<void> command(const QString &path, const core::Json &body) const;
    ApiTransport *m_transport;
};

} // namespace sekisho::client
