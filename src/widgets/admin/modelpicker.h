// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QListWidget;
class QRadioButton;

namespace sekisho::widgets {

/// All models, or the checked ones. Names the gateway does not list now (wildcards, removed models) stay
/// checked.
class ModelPicker : public QWidget
{
    Q_OBJECT
public:
    explicit ModelPicker(QWidget *parent = nullptr);

    /// What the gateway offers; may come before or after setSelected().
    void setOffered(const QStringList &models);
    /// Empty: all.
    void setSelected(const QStringList &models);
    /// Empty: all. "Only these" with nothing checked is no selection: see isComplete().
    QStringList selected() const;
    bool isComplete() const;

private:
    void setupLayout();
    void rebuild();
    void fitList();
    QStringList checked() const;

    QRadioButton *m_all;
    QRadioButton *m_some;
    QListWidget *m_list;
    QStringList m_offered;
};

} // namespace sekisho::widgets
