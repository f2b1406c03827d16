// SPDX-License-Identifier: GPL-3.0-or-later
#include "leaf.h"

#include "leaflayout.h"

#include <algorithm>

namespace sekisho::widgets {

Leaf::Leaf(LeafContent what)
    : content(std::move(what))
{
}
Leaf::Leaf(Leaf &&) noexcept = default;
Leaf &Leaf::operator=(Leaf &&) noexcept = default;
Leaf::~Leaf() = default;

bool hasJapanese(QStringView text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() >= 0x2E80 && c.unicode() < 0xFFF0; });
}

} // namespace sekisho::widgets
