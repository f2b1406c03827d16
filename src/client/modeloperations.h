// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apitransport.h"
#include "modelinfo.h"

namespace sekisho::client {

/// The models the current key may use (litellm-api §7.1-7.2).
class ModelOperations
{
public:
    /// `transport` is borrowed.
    explicit ModelOperations(ApiTransport *transport);

    /// GET /v1/models, with prices and demo marks from /model/info where the gateway has and allows it.
    core::Async<QList<ModelInfo>> list() const;

private:
    ApiTransport *m_transport;
};

} // namespace sekisho::client
