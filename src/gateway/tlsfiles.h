// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QSslConfiguration>

#include <optional>

namespace sekisho::gateway {

/// Reads a PEM certificate chain and its key; std::nullopt when neither is given.
core::Result<std::optional<QSslConfiguration>> readTlsFiles(const QString &certificateFile,
                                                            const QString &keyFile);

} // namespace sekisho::gateway
