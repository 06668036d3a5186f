import { demarrerGrappe } from '../index.ts';

/** Programme des essais : demarre la grappe du dossier donne, dit son adresse, et reste la jusqu'a ce qu'on le tue. */
const [dossier = ''] = process.argv.slice(2);
const grappe = await demarrerGrappe({ dossier, durable: false });
process.stdout.write(`${grappe.urlAdministrateur}\n`);
setInterval(() => undefined, 60_000);
