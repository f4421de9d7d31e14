<?php
// What sabre/vobject (the parser of Nextcloud, ownCloud, Baïkal) says and shows of a feed: php sabre.php FEED FIRST LAST
error_reporting(E_ERROR | E_PARSE); // the version of Debian 12 is older than its PHP
require_once '/usr/share/php/Sabre/VObject/includes.php';

use Sabre\VObject\Property\DateTime as Moment;
use Sabre\VObject\Reader;

function written(Moment $moment): string {
    if ((string)$moment['VALUE'] === 'DATE') {
        return $moment->getDateTime()->format('Y-m-d');
    }
    return (clone $moment->getDateTime())->setTimezone(new DateTimeZone('UTC'))->format('Y-m-d\TH:i:s\Z');
}

/** Version 2 leaves commas and semicolons escaped to the application. */
function text($property): string {
    return str_replace(['\\,', '\\;'], [',', ';'], (string)$property);
}

$calendar = Reader::read(file_get_contents($argv[1]));
$found = $calendar->validate();
foreach ($calendar->children() as $child) { // the calendar's own check does not look inside
    if ($child instanceof Sabre\VObject\Component) {
        $found = array_merge($found, $child->validate());
    }
}
$errors = array_values(array_unique(array_map(fn($one) => $one['node']->name . ': ' . $one['message'], $found)));
$todos = array_map(fn($todo) => (string)$todo->UID, $calendar->select('VTODO'));
$calendar->expand(new DateTime($argv[2]), new DateTime($argv[3]));
$occurrences = [];
foreach ($calendar->select('VEVENT') as $event) {
    $end = isset($event->DTEND) ? $event->DTEND : $event->DTSTART;
    $occurrences[] = [(string)$event->UID, written($event->DTSTART), written($end), text($event->SUMMARY)];
}
echo json_encode(['errors' => $errors, 'occurrences' => $occurrences, 'todos' => array_values($todos)], JSON_UNESCAPED_UNICODE);
