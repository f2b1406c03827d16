// SPDX-License-Identifier: GPL-3.0-or-later
#include "observationpane.h"

#include "observationlook.h"
#include "ui_observationpane.h"

#include <models/format.h>
#include <models/traces/sessionconversation.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QLocale>

namespace sekisho::widgets {

namespace {

QString timeText(core::Timestamp time)
{
    return QLocale().toString(core::toDateTime(time).toLocalTime(),
                              QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
}

} // namespace

ObservationPane::ObservationPane(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ObservationPane>())
{
    m_ui->setupUi(this);
    m_ui->observationNameLabel->setFont(strongFontFor(TextRole::Title));
    m_ui->metadataText->setProperty("kind", QStringLiteral("bare"));
    m_ui->metadataText->setFont(fontFor(TextRole::Code));
    show(nullptr);
}

ObservationPane::~ObservationPane() = default;

void ObservationPane::show(const client::ObservationInfo *observation)
{
    m_observation = observation ? std::optional(*observation) : std::nullopt;
    m_ui->observationTabs->setVisible(m_observation.has_value());
    showTexts();
    showFacts();
}

void ObservationPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_ui->retranslateUi(this);
        showTexts();
        showFacts();
    }
    QWidget::changeEvent(event);
}

void ObservationPane::showTexts()
{
    const auto info = m_observation.value_or(client::ObservationInfo());
    m_ui->observationNameLabel->setText(info.name);
    m_ui->observationStatusLabel->setText(info.statusMessage);
    m_ui->observationStatusLabel->setVisible(!info.statusMessage.isEmpty());
    m_ui->inputText->setReadingName(tr("Input"));
    m_ui->inputText->show(info.input);
    m_ui->outputText->setReadingName(tr("Output"));
    m_ui->outputText->show(info.output);
    m_ui->metadataText->setAccessibleName(tr("Metadata"));
    m_ui->metadataText->setPlainText(models::readableText(info.metadata));
}

void ObservationPane::showFacts()
{
    while (m_ui->factsLayout->rowCount() > 0)
        m_ui->factsLayout->removeRow(0);
    if (!m_observation)
        return;
    const auto &info = *m_observation;
    addFact(tr("Type"), observationTypeName(info.type));
    addFact(tr("Started"), timeText(info.startTime));
    addFact(tr("Duration"), timingText(info));
    addFact(tr("Model"), info.model);
    const auto tokens = [&info](const char16_t *name) {
        const auto found = info.usage.find(QString::fromUtf16(name));
        return found == info.usage.end() ? QString() : QLocale().toString(qlonglong(found->second));
    };
    addFact(tr("Input tokens"), tokens(u"input"));
    addFact(tr("Output tokens"), tokens(u"output"));
    if (info.totalCostUsd)
        addFact(tr("Cost"), models::moneyText(core::Money::fromUsd(*info.totalCostUsd)));
}

void ObservationPane::addFact(const QString &name, const QString &value)
{
    if (value.isEmpty())
        return;
    auto *label = new QLabel(value, this);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    auto *caption = new QLabel(name, this);
    caption->setProperty("kind", QStringLiteral("quiet"));
    m_ui->factsLayout->addRow(caption, label);
}

} // namespace sekisho::widgets
