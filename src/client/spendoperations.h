// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apitransport.h"
#include "spendrecord.h"

namespace sekisho::client {

/// /spend/logs (litellm-api §8.2).
class SpendOperations
{
public:
    /// `transport` is borrowed.
    explicit SpendOperations(ApiTransport *transport);

    /// No value while the gateway has not written the row yet.
    core::Async<std::optional<SpendRecord>> byRequestId(const QString &requestId) const;

private:
    ApiTransport *m_transport;
};

} // namespace sekisho::client
