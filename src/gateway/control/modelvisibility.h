// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <gateway/modeltable.h>

namespace sekisho::gateway {

/// The groups of `table` that the caller may call; all for who sees everything.
core::Result<std::vector<const ModelGroup *>> modelsVisibleTo(const Caller &caller, const ModelTable &table,
                                                              const ControlServices &services);

} // namespace sekisho::gateway
