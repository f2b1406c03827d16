// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/money.h>
#include <core/timestamp.h>

#include <optional>

namespace sekisho::client {

/// A row of the gateway's ledger (litellm-api §8.1), as far as the desktop uses it.
struct SpendRecord {
    QString requestId;
    QString keyHash;
    QString model;
    QString modelGroup;
    QString user;
    QString endUser;
    QString sessionId;
    QString status; ///< "success" or "failure"
    core::Money spend;
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;
    std::optional<core::Timestamp> startTime;
    std::optional<core::Timestamp> firstTokenTime;
    std::optional<core::Timestamp> endTime;
    friend bool operator==(const SpendRecord &, const SpendRecord &) = default;
};

SpendRecord spendRecordFrom(const core::Json &row);

} // namespace sekisho::client
