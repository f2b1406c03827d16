// SPDX-License-Identifier: GPL-3.0-or-later
#include "extrafields.h"

#include <array>

namespace sekisho::gateway {

using enum FieldKind;

std::span<const ExtraField> keyExtraFields()
{
    static constexpr std::array fields{
        ExtraField{"agent_id", Text, "null"},
        ExtraField{"access_group_ids", Strings, "[]"},
        ExtraField{"aliases", Object, "{}"},
        ExtraField{"allowed_cache_controls", Strings, "[]"},
        ExtraField{"allowed_passthrough_routes", Strings, "null"},
        ExtraField{"allowed_routes", Strings, "[]"},
        ExtraField{"allowed_vector_store_indexes", List, "null"},
        ExtraField{"auto_rotate", Flag, "false"},
        ExtraField{"budget_fallbacks", Object, "null"},
        ExtraField{"budget_limits", List, "null"},
        ExtraField{"config", Object, "{}"},
        ExtraField{"model_max_budget", Object, "{}"},
        ExtraField{"object_permission", Object, "null"},
        ExtraField{"permissions", Object, "{}"},
        ExtraField{"policies", Strings, "[]"},
        ExtraField{"project_id", Text, "null"},
        ExtraField{"rotation_interval", Text, "null"},
        ExtraField{"router_settings", Object, "null"},
    };
    return fields;
}

std::span<const ExtraField> teamExtraFields()
{
    static constexpr std::array fields{
        ExtraField{"access_group_ids", Strings, "[]"},
        ExtraField{"admins", Strings, "[]"},
        ExtraField{"allowed_passthrough_routes", Strings, "null"},
        ExtraField{"allowed_vector_store_indexes", List, "null"},
        ExtraField{"budget_limits", List, "null"},
        ExtraField{"members", Strings, "[]"},
        ExtraField{"model_aliases", Object, "null"},
        ExtraField{"model_max_budget", Object, "{}"},
        ExtraField{"object_permission", Object, "null"},
        ExtraField{"policies", Strings, "[]"},
        ExtraField{"router_settings", Object, "{}"},
        ExtraField{"secret_manager_settings", Object, "null"},
        ExtraField{"team_member_budget", Number, "null"},
        ExtraField{"team_member_key_duration", Text, "null"},
        ExtraField{"team_member_permissions", Strings, "[]"},
        ExtraField{"team_member_rpm_limit", Integer, "null"},
        ExtraField{"team_member_tpm_limit", Integer, "null"},
    };
    return fields;
}

std::span<const ExtraField> userExtraFields()
{
    static constexpr std::array fields{
        ExtraField{"allowed_cache_controls", Strings, "[]"},
        ExtraField{"model_max_budget", Object, "{}"},
        ExtraField{"object_permission", Object, "null"},
        ExtraField{"policies", Strings, "[]"},
    };
    return fields;
}

std::span<const ExtraField> organizationExtraFields()
{
    static constexpr std::array fields{ExtraField{"object_permission", Object, "null"}};
    return fields;
}

std::span<const ExtraField> customerExtraFields()
{
    static constexpr std::array fields{ExtraField{"object_permission", Object, "null"}};
    return fields;
}

std::span<const ExtraField> budgetExtraFields()
{
    static constexpr std::array fields{ExtraField{"model_max_budget", Object, "{}"}};
    return fields;
}

std::span<const ExtraField> metadataFields()
{
    static constexpr std::array fields{
        ExtraField{"enforced_params", Strings, "null"},
        ExtraField{"guardrails", Strings, "null"},
        ExtraField{"model_rpm_limit", Object, "null"},
        ExtraField{"model_tpm_limit", Object, "null"},
        ExtraField{"prompts", Strings, "null"},
        ExtraField{"rpm_limit_type", Text, "null"},
        ExtraField{"tags", Strings, "null"},
        ExtraField{"tpm_limit_type", Text, "null"},
    };
    return fields;
}

void readExtras(FieldReader &reader, std::span<const ExtraField> fields, core::Json &store)
{
    for (const ExtraField &field : fields) {
        if (!reader.has(field.name))
            continue;
        core::Json value;
        reader.readValue(field.name, field.kind, value);
        if (value.is_null())
            store.erase(field.name);
        else
            store[field.name] = std::move(value);
    }
}

void writeExtras(std::span<const ExtraField> fields, const core::Json &store, core::Json &row)
{
    for (const ExtraField &field : fields) {
        const core::Json &value = core::memberOr(store, field.name);
        row[field.name] = value.is_null() ? core::Json::parse(field.absent) : value;
    }
}

} // namespace sekisho::gateway
