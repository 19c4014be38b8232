/** The customer's page in English: the shape of the other languages. */
import type { Shape } from "./texts.ts";

export const texts = {
  "page.title": "Send your meter reading",
  "step.of": "Step {n} of {all}",
  "trouble.kept": "What you typed is still here. Check the network and try again.",
  expires: "The link is valid until {when}.",
  "closed.own": "You can also sign in and see your own meters.",
  "closed.sign_in": "Sign in",
  "closed.used": "This link was used already",
  "closed.used.detail": "A reading was sent with it. Thank you; nothing more is needed.",
  "closed.read": "This meter has been read meanwhile",
  "closed.read.detail": "Thank you; nothing more is needed this month.",

  // Which meter
  "meter.tail": "meter …{tail}",
  "meter.title": "Find the meter that ends in {tail}",
  "meter.detail": "The number stands under the barcode. It may hang in a box together with others.",
  "meter.scan": "Scan its barcode",
  "meter.aim": "Hold the barcode in the frame.",
  "meter.yes": "Yes, mine ends in {tail}",
  "meter.other": "This is another meter, …{tail}",
  "meter.other.detail": "Please look for the one that ends in {tail}.",
  "meter.no_scanner": "The scanner didn't load",
  "meter.no_scanner.detail": "Compare the last digits by eye instead.",
  "picture.digits": "Drawing of a meter: the figures stand in the display at the top",
  "picture.barcode": "Drawing of a meter: the barcode stands on the label below",
  "picture.whole": "Drawing of a whole meter with display and barcode",
  "picture.here": "figures",
  "picture.barcode_here": "barcode",

  // The value
  "value.title": "Copy the figures from the display, as they stand",
  "value.title_of": "When the display shows “{register}”, copy its figures",
  "value.press_button": "The display changes by itself every few seconds, or by its button.",
  "value.hint": "Zeros in front count, too.",
  "value.hint_decimals": "Red is behind the point; zeros in front count, too.",
  "value.next": "Next figures",
  "value.next_photo": "Next: a photo",

  // The photo
  "photo.word": "Photo",
  "photo.title": "Take a photo of the whole meter",
  "photo.detail": "Display and barcode should both be sharp.",
  "photo.take": "Take a photo",
  "photo.again": "Once more",
  "photo.good": "Can you read the figures?",
  "photo.check": "If they are blurred or hidden by a reflection, take it once more.",
  "photo.use": "Yes, use this one",
  "photo.skip": "I can't take a photo",
  "photo.without": "none",
  "photo.yours": "Your photo of the meter",
  "photo.broken": "This file is no picture",
  "photo.broken.detail": "Please take another one.",
  "photo.sending": "Sending the photo …",
  "photo.sent": "Photo received",
  "photo.failed": "The photo hasn't arrived yet",
  "photo.failed.detail": "Your reading has. Leave this page open and try again.",

  // Send and receipt
  "send.title": "Is everything right?",
  "send.change": "change",
  "send.note": "Anything we should know? (optional)",
  "send.do": "Send",
  "send.sending": "Sending …",
  "receipt.title": "Thank you, your reading has arrived",
  "receipt.plain": "Nothing more is needed this month.",
  "receipt.checked": "It differs from what is usual for this meter, so somebody will look at it with your photo. You needn't do anything.",
  "receipt.number": "Receipt",
  "receipt.at": "Received",
  "receipt.more": "My other meters",

  // Help
  "help.cannot_read": "I can't read it, please send somebody",
  "help.no_meter": "I can't find it, please send somebody",
  "help.title": "We will send somebody",
  "help.detail": "What is the matter?",
  "help.reason.cannot_read": "I can't read the figures",
  "help.reason.no_meter": "I can't find the meter",
  "help.reason.other": "Something else",
  "help.note": "When is somebody at home? (optional)",
  "help.send": "Please send somebody",
  "help.asked": "We have noted it",
  "help.asked.detail": "The meter reader will come by. You can close this page.",

  // A customer's own meters
  "mine.title": "My meters",
  "mine.sign_in": "Sign in to see your meters",
  "mine.detail": "Did you get a link or a QR code from us? Open that instead; it needs no sign-in.",
  "mine.report": "Send a reading",
  "mine.done": "read this month",
  "mine.none": "nothing to do now",
  "mine.no_meter": "no meter",
  "mine.last": "{period}: {value}",
  "mine.empty": "No meter belongs to this account.",
} as const;

export type ReportKeys = typeof texts;
export type ReportTexts = Shape<ReportKeys>;
