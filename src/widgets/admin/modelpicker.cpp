// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelpicker.h"

#include <widgets/common/followlanguage.h>
#include <widgets/theme/metrics.h>

#include <QListWidget>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace sekisho::widgets {

namespace {
// Longer lists scroll.
constexpr int MostRows = 6;
} // namespace

ModelPicker::ModelPicker(QWidget *parent)
    : QWidget(parent)
    , m_all(new QRadioButton(this))
    , m_some(new QRadioButton(this))
    , m_list(new QListWidget(this))
{
    setupLayout();
    followLanguage(this, [this] {
        m_all->setText(tr("All models"));
        m_some->setText(tr("Only these"));
        m_list->setAccessibleName(tr("Models"));
    });
    m_all->setChecked(true);
    m_list->hide();
    connect(m_some, &QRadioButton::toggled, m_list, &QWidget::setVisible);
}

void ModelPicker::setOffered(const QStringList &models)
{
    m_offered = models;
    rebuild();
}

void ModelPicker::setSelected(const QStringList &models)
{
    (models.isEmpty() ? m_all : m_some)->setChecked(true);
    m_list->clear();
    for (const QString &model : models) {
        auto *item = new QListWidgetItem(model, m_list);
        item->setCheckState(Qt::Checked);
    }
    rebuild();
}

QStringList ModelPicker::selected() const
{
    return m_all->isChecked() ? QStringList() : checked();
}

bool ModelPicker::isComplete() const
{
    return m_all->isChecked() || !checked().isEmpty();
}

void ModelPicker::setupLayout()
{
    m_all->setObjectName(QStringLiteral("allModelsRadio"));
    m_some->setObjectName(QStringLiteral("someModelsRadio"));
    m_list->setObjectName(QStringLiteral("modelList"));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::l);
    row->addWidget(m_all);
    row->addWidget(m_some);
    row->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::xs);
    column->addLayout(row);
    column->addWidget(m_list);
}

void ModelPicker::rebuild()
{
    const QStringList chosen = checked();
    QStringList names = m_offered;
    for (const QString &name : chosen) {
        if (!names.contains(name))
            names.append(name);
    }
    m_list->clear();
    for (const QString &name : names) {
        auto *item = new QListWidgetItem(name, m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(chosen.contains(name) ? Qt::Checked : Qt::Unchecked);
    }
    fitList();
}

void ModelPicker::fitList()
{
    const int rows = std::clamp(m_list->count(), 1, MostRows);
    m_list->setFixedHeight(rows * std::max(m_list->sizeHintForRow(0), m_list->fontMetrics().height()));
}

QStringList ModelPicker::checked() const
{
    QStringList names;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            names.append(m_list->item(row)->text());
    }
    return names;
}

} // namespace sekisho::widgets
