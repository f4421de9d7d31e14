// What Mozilla's ical.js (Thunderbird, Nextcloud's calendar) shows of a feed: node icaljs.mjs FEED
import fs from 'node:fs';
import ICAL from 'ical.js';

ICAL.design.strict = true;
const text = new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(process.argv[2]));
const calendar = new ICAL.Component(ICAL.parse(text));
const errors = [];

const written = (time) => (time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString().replace('.000Z', 'Z'));
const row = (uid, start, end, title) => [uid, written(start), written(end), title];

function checked(component) { // ical.js decodes a value when it is asked for: ask for all
  for (const property of component.getAllProperties()) {
    const value = property.getFirstValue();
    if (value instanceof ICAL.Time && property.getFirstParameter('tzid') && value.zone.tzid === 'floating') {
      errors.push(`${property.name}: its time zone is unknown`);
    }
  }
  component.getAllSubcomponents().forEach(checked);
  return component;
}

function* occurrences(component, overrides) {
  const event = new ICAL.Event(component, { exceptions: overrides });
  if (!event.isRecurring()) {
    yield row(event.uid, event.startDate, event.endDate, event.summary);
    return;
  }
  const times = event.iterator();
  for (let time = times.next(); time; time = times.next()) {
    const shown = event.getOccurrenceDetails(time);
    yield row(event.uid, shown.startDate, shown.endDate, shown.item.summary);
  }
}

const events = calendar.getAllSubcomponents('vevent').map(checked);
calendar.getAllSubcomponents('vtodo').map(checked);
const found = [];
for (const component of events.filter((one) => !one.hasProperty('recurrence-id'))) {
  const uid = component.getFirstPropertyValue('uid');
  const overrides = events.filter((one) => one.hasProperty('recurrence-id') && one.getFirstPropertyValue('uid') === uid);
  found.push(...occurrences(component, overrides));
}
const todos = calendar.getAllSubcomponents('vtodo').map((one) => one.getFirstPropertyValue('uid'));
process.stdout.write(JSON.stringify({ errors, occurrences: found, todos }));
