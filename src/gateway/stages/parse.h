// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatcommand.h"

#include <http/message.h>

#include <memory>

namespace sekisho::gateway {

/// Stage 2, parse: the body's JSON is checked whole and read once. Keeps its buffers between requests; one
/// per I/O thread.
class Parse
{
public:
    /// Headers that name the end user beside LiteLLM's own.
    explicit Parse(QByteArrayList customerHeaders = {});
    ~Parse();

    /// `pathModel` is the model named by the path (/openai/deployments/{model}/...) and wins over the body's.
    /// InvalidInput names the parameter, "request_body" for what is no JSON object.
    core::Result<ChatCommand> run(const http::Request &request, const QString &pathModel);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sekisho::gateway
