/** Words of files that carry an outbox: on the phone that makes one, on a colleague's, and in the office. */
import type { Shape } from "./texts.ts";

export const texts = {
  "courier.title": "Without a network",
  "courier.make.title": "Let a colleague carry it",
  "courier.make.detail":
    "Everything that only this phone has goes into one sealed file. Give it to somebody who will find a network: over Bluetooth, a cable, a messenger. Only the server can read it.",
  "courier.make.what": "Entries: {entries} · photos: {photos} · about {size}",
  "courier.make.nothing": "Everything is received: there is nothing to hand over.",
  "courier.make.no_key": "This phone has to reach the server once before it can seal a file. It does so by itself at the next contact.",
  "courier.make": "Make the file",
  "courier.making": "Sealing photo {done} of {of}",
  "courier.made": "The file is ready: {size}",
  "courier.made.detail": "Entries: {entries}, photos: {photos}. They stay on this phone until their receipts are here.",
  "courier.made.left": "{n} photo didn't fit in and stays for the next file. || {n} photos didn't fit in and stay for the next file.",
  "courier.share": "Share",
  "courier.save": "Save",
  "courier.share.title": "Readings from the field, sealed",
  "courier.share.failed": "Sharing didn't work here. Save the file and send it yourself.",
  "courier.handed": "Handed over at {at}",
  "courier.handed.detail":
    "The last file: entries {entries}, photos {photos}. At the next contact this phone asks for their receipts, and sends only what nobody has brought.",
  "courier.carry.title": "Carry for a colleague",
  "courier.carry.detail":
    "Choose the file you were given (its name ends with .mrc). You can't read what is in it, and it can be brought twice without harm.",
  "courier.carry.choose": "Choose a file",
  "courier.carry.reading": "Looking at the file",
  "courier.carry.sending": "{sent} of {of} brought",
  "courier.carry.taking": "The server is taking it up",
  "courier.carry.progress": "How much was brought",
  "courier.carry.again": "Go on",
  "courier.carry.kept": "What has arrived is kept. Choose the same file again, or press “Go on”.",
  "courier.done": "Brought, all of it",
  "courier.done.detail":
    "With the office now: entries {entries}, photos {photos}. Your colleague's phone learns of it at its next contact.",
  "courier.done.known": "All of it was here already. Nothing changed.",
  "courier.done.question": "{n} entry waits for a decision of the office. || {n} entries wait for a decision of the office.",
  "courier.done.faulty":
    "{n} photo didn't arrive as it was taken; the phone offers it again. || {n} photos didn't arrive as taken; the phone offers them again.",
  "courier.done.unread": "Part of it couldn't be read and stays on the phone.",
  "courier.waiting": "The file is here and is being taken up. It is safe; look again later.",
  "courier.refused.signed_out": "Sign in again, then bring the file.",
  "courier.office.detail":
    "A reader without a network can put everything into a sealed file and give it to a colleague, or to you. Bring it here: it counts as if the phone had come itself, and the trail says who carried it.",
  "courier.list": "Brought so far",
  "courier.list.none": "No file was brought yet.",
  "courier.list.owner": "Phone of",
  "courier.list.carrier": "Brought by",
  "courier.list.made": "Made (phone's clock)",
  "courier.list.brought": "Brought",
  "courier.list.size": "Size",
  "courier.list.holds": "What was in it",
  "courier.list.entries": "{n} entry || {n} entries",
  "courier.list.photos": "{n} photo || {n} photos",
  "courier.list.not_yet": "not known yet",
  "courier.state.open": "on its way",
  "courier.state.waiting": "being taken up",
  "courier.state.done": "taken up",
  "courier.state.refused": "refused",
  "courier.problem.courier_unknown": "no file of a phone",
  "courier.problem.courier_newer": "made by a newer app",
  "courier.problem.courier_foreign": "sealed for another server",
  "courier.problem.courier_damaged": "damaged",
  "courier.problem.courier_device_unknown": "phone not enrolled here",
  "courier.problem.courier_not_signed": "not signed by that phone",
} as const;

export type CourierKeys = typeof texts;
export type CourierTexts = Shape<CourierKeys>;
