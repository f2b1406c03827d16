// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendrecord.h"

#include "wirejson.h"

namespace sekisho::client {

SpendRecord spendRecordFrom(const core::Json &row)
{
    SpendRecord record;
    record.requestId = core::stringOr(row, "request_id");
    record.keyHash = core::stringOr(row, "api_key");
    record.model = core::stringOr(row, "model");
    record.modelGroup = core::stringOr(row, "model_group");
    record.user = core::stringOr(row, "user");
    record.endUser = core::stringOr(row, "end_user");
    record.sessionId = core::stringOr(row, "session_id");
    record.status = core::stringOr(row, "status", QStringLiteral("success"));
    record.spend = moneyOr(row, "spend");
    record.promptTokens = core::integerOr(row, "prompt_tokens");
    record.completionTokens = core::integerOr(row, "completion_tokens");
    record.startTime = optionalTime(row, "startTime");
    record.firstTokenTime = optionalTime(row, "completionStartTime");
    record.endTime = optionalTime(row, "endTime");
    return record;
}

} // namespace sekisho::client
