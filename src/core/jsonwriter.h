// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json.h"

#include <string_view>

namespace sekisho::core {

/// Writes JSON text as it goes, for long answers of which a tree of values would cost more than finding them
/// out. It sets the commas; who calls it closes what it opens and gives every member its key.
class JsonWriter
{
public:
    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }

    /// Of plain ASCII without quotes.
    void key(const char *name);
    void key(const QString &name);

    void value(std::int64_t number);
    void value(double number);
    void value(const QString &text);
    void value(const Json &json);
    void emptyObject() { raw("{}"); }

    /// What was written, as a value of which toJsonBytes() gives the very text. Nothing else can be asked of
    /// it.
    Json take();

private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    void raw(std::string_view text);
    void quoted(const QString &text);

    std::vector<std::uint8_t> m_text;
    bool m_isFirst = true;
};

} // namespace sekisho::core
