// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace sekisho::widgets {

/// A combo box that ends a text too long for it with an ellipsis, and then tells the whole as its tool tip,
/// unless it has one of its own. The style sheet's painting would cut the text mid-letter.
class ComboBox : public QComboBox
{
    Q_OBJECT
public:
    using QComboBox::QComboBox;

    QSize sizeHint() const override;
    /// Far narrower than its text, which can be cut well.
    QSize minimumSizeHint() const override;

protected:
    void initStyleOption(QStyleOptionComboBox *option) const override;
    bool event(QEvent *event) override;

private:
    QString shownText(const QStyleOptionComboBox &option) const;
};

} // namespace sekisho::widgets
