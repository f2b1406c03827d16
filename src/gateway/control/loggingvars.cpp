// SPDX-License-Identifier: GPL-3.0-or-later
#include "loggingvars.h"

#include "../catalog/secretbox.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::Json;
using core::Result;

namespace {

constexpr const char *Mask = "****";
constexpr const char *Entries = "logging";
constexpr const char *Vars = "callback_vars";

bool isPublic(const QString &name, const Json &)
{
    return name.endsWith(u"_host"_s) || name.endsWith(u"_public_key"_s) || name.endsWith(u"_project"_s);
}

core::Failure malformed()
{
    return core::fail(core::ErrorKind::InvalidInput,
                      u"metadata.logging must be a list of objects with callback_name and callback_vars"_s,
                      u"invalid_request_error"_s, u"metadata"_s);
}

/// What was kept for the callback of that name; null if nothing was.
const Json &varsOf(const Json &metadata, const QString &callback)
{
    static const Json none;
    const Json &entries = core::memberOr(metadata, Entries);
    if (!entries.is_array())
        return none;
    for (const Json &entry : entries) {
        if (core::stringOr(entry, "callback_name") == callback)
            return core::memberOr(entry, Vars);
    }
    return none;
}

bool isEntry(const Json &entry)
{
    const Json &vars = core::memberOr(entry, Vars);
    return entry.is_object() && (vars.is_null() || vars.is_object());
}

} // namespace

Result<Json> sealedVars(const Json &vars, const Json &before, const core::SecretString &saltKey)
{
    if (!vars.is_object())
        return Json::object();
    Json given = vars, kept = Json::object();
    for (const auto &[name, value] : vars.items()) {
        if (value != Mask)
            continue;
        given.erase(name);
        if (before.is_object() && before.contains(name))
            kept[name] = before.at(name);
    }
    auto sealed = SecretBox(saltKey).seal(given, u"callback"_s, isPublic);
    if (sealed)
        sealed->update(kept);
    return sealed;
}

// What is sealed is an object; texts are public.
Json shownVars(const Json &vars)
{
    Json shown = Json::object();
    if (!vars.is_object())
        return shown;
    for (const auto &[name, value] : vars.items())
        shown[name] = value.is_object() ? Json(Mask) : value;
    return shown;
}

Result<void> sealLogging(Json &metadata, const Json &before, const core::SecretString &saltKey)
{
    const Json &given = core::memberOr(metadata, Entries);
    if (given.is_null() || given == core::memberOr(before, Entries))
        return {};
    if (!given.is_array() || !std::all_of(given.begin(), given.end(), isEntry))
        return malformed();
    for (Json &entry : metadata[Entries]) {
        if (!entry.contains(Vars))
            continue;
        auto vars = sealedVars(entry[Vars], varsOf(before, core::stringOr(entry, "callback_name")), saltKey);
        if (!vars)
            return core::fail(vars.error());
        entry[Vars] = std::move(*vars);
    }
    return {};
}

Json shownLogging(Json metadata)
{
    const Json &entries = core::memberOr(metadata, Entries);
    if (!entries.is_array())
        return metadata;
    for (Json &entry : metadata[Entries]) {
        if (entry.is_object() && entry.contains(Vars))
            entry[Vars] = shownVars(entry[Vars]);
    }
    return metadata;
}

} // namespace sekisho::gateway
