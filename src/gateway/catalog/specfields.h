// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

namespace sekisho::gateway {

/// Reads fields of litellm_params and model_info. The first that is of a wrong type becomes the error, named
/// as `param` ("litellm_params.rpm"); texts never hold the value.
class SpecFields
{
public:
    /// Both must outlive the reader.
    SpecFields(const core::Json &params, const core::Json &info);

    std::optional<QString> paramText(const char *name);
    std::optional<QString> infoText(const char *name);
    QStringList paramStrings(const char *name);
    QStringList infoStrings(const char *name);
    /// Zero or more, of litellm_params, else of model_info.
    std::optional<double> number(const char *name);

    core::Result<void> result() const { return m_error; }

private:
    std::optional<QString> text(const core::Json &object, const char *section, const char *name);
    QStringList strings(const core::Json &object, const char *section, const char *name);
    std::optional<double> number(const core::Json &object, const char *section, const char *name);
    void refuse(const char *section, const char *name, const QString &why);

    const core::Json &m_params;
    const core::Json &m_info;
    core::Result<void> m_error;
};

} // namespace sekisho::gateway
