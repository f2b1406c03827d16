// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sekisho::core {

/// A random UUID (version 4), lower case with dashes.
QString newUuid();

/// `bytes` random bytes from the system's generator, as lower-case hexadecimal (trace ids: 16, span ids: 8).
QString randomHex(int bytes);

/// "sk-" and the URL-safe base64 of 16 random bytes, the form of LiteLLM's virtual keys.
QString newVirtualKey();

/// Lower-case hexadecimal SHA-256: how a virtual key is stored and named.
QByteArray sha256Hex(QByteArrayView text);

/// Whether both are the same, in a time that does not depend on where they differ.
bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

} // namespace sekisho::core
