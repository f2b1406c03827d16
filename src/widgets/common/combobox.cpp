// SPDX-License-Identifier: GPL-3.0-or-later
#include "combobox.h"

#include <QHelpEvent>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QToolTip>

#include <algorithm>

namespace sekisho::widgets {
namespace {

// What the style keeps between icon and text, and at both ends of the text.
constexpr int iconGap = 4;
constexpr int textInset = 1;
// The arrow's place, which the style sheet's size hint forgets.
constexpr int arrowWidth = 22;
constexpr int narrowest = 96;

} // namespace

QSize ComboBox::sizeHint() const
{
    return QComboBox::sizeHint() + QSize(arrowWidth, 0);
}

QSize ComboBox::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    return {std::min(narrowest, whole.width()), whole.height()};
}

void ComboBox::initStyleOption(QStyleOptionComboBox *option) const
{
    QComboBox::initStyleOption(option);
    if (!option->editable)
        option->currentText = shownText(*option);
}

QString ComboBox::shownText(const QStyleOptionComboBox &option) const
{
    const QRect field =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    int room = field.width() - 2 * textInset;
    if (!option.currentIcon.isNull())
        room -= option.iconSize.width() + iconGap;
    return option.fontMetrics.elidedText(option.currentText, Qt::ElideRight, std::max(0, room));
}

bool ComboBox::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty())
        return QComboBox::event(event);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const bool cut = option.currentText != currentText();
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), cut ? currentText() : QString(), this);
    return true;
}

} // namespace sekisho::widgets
