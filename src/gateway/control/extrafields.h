// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"

#include <span>

// Fields of LiteLLM's objects that are checked, stored and returned, but decide nothing here.
namespace sekisho::gateway {

struct ExtraField {
    const char *name;
    FieldKind kind;
    const char *absent; ///< as JSON: what a reader sees where nothing was stored
};

std::span<const ExtraField> keyExtraFields();
std::span<const ExtraField> teamExtraFields();
std::span<const ExtraField> userExtraFields();
std::span<const ExtraField> organizationExtraFields();
std::span<const ExtraField> customerExtraFields();
std::span<const ExtraField> budgetExtraFields();
/// Limits by model, tags and the like, which LiteLLM keeps inside `metadata`.
std::span<const ExtraField> metadataFields();

/// Moves what was given into `store`; null takes a field out again.
void readExtras(FieldReader &reader, std::span<const ExtraField> fields, core::Json &store);
/// Adds every field to `row`, stored or not.
void writeExtras(std::span<const ExtraField> fields, const core::Json &store, core::Json &row);

} // namespace sekisho::gateway
