// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/money.h>
#include <core/timestamp.h>

namespace sekisho::storage {

/// A row of `spend_logs`: one request that reached admission, whatever became of it.
struct SpendLog {
    QString requestId; ///< x-litellm-call-id; unique
    QString callType;  ///< "acompletion"
    QString route;     ///< path as asked, e.g. "/v1/chat/completions"
    QByteArray apiKey; ///< hash of the virtual key, or of the master key
    QString keyAlias;
    QString teamId;
    QString organizationId;
    QString budgetId;
    QString user;    ///< the key's owner
    QString endUser; ///< `user` of the request
    QString sessionId;
    QString modelGroup; ///< public model name
    QString model;      ///< upstream model name
    QString modelId;    ///< deployment id
    QString provider;
    QString apiBase; ///< of the deployment, without query and user
    core::Money spend;
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;
    std::int64_t cachedTokens = 0; ///< of promptTokens
    core::Timestamp startTime;
    core::Timestamp endTime;
    std::optional<core::Timestamp> completionStartTime; ///< first token of a stream
    QString status;                                     ///< "success", "failure" or "client_gone"
    int httpStatus = 0;
    QString error; ///< empty on success; no prompt, no secret
    QStringList tags;
    core::Json metadata = core::Json::object();
    QString requesterIp;
    /// The key has a budget of its own for this model, so its spend on it is kept; no column.
    bool hasModelBudget = false;

    std::int64_t totalTokens() const { return promptTokens + completionTokens; }
    friend bool operator==(const SpendLog &, const SpendLog &) = default;
};

} // namespace sekisho::storage
