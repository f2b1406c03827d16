// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sekisho::http {

/// The time now as a Date field wants it (RFC 9110 §5.6.7); made once a second and thread.
QByteArray httpDate();

} // namespace sekisho::http
