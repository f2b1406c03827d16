// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "requestlife.h"

namespace sekisho::gateway {

/// Stage 7, translate: what goes upstream. OpenAI's dialect passes as it is; the provider puts the model's
/// name in.
class Translate
{
public:
    providers::ChatRequest run(const RequestLife &life) const
    {
        return {life.request.body, life.command.stream, life.command.wantsUsage};
    }
};

} // namespace sekisho::gateway
