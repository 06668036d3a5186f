import { isUuid } from '@ppn/core';
import type { Etat } from '@ppn/dossier';
import { type Agent, qualitePermet } from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import { affaireInscrite, type Audience, type contratAudience } from './contract.ts';
import { proposer } from './domain/proposer.ts';
import { audiencesDe, jourDe } from './lire.ts';
import { registreDesAudiences } from './registre.ts';
import type { Db } from './tables.ts';

/** Ports du calendrier. */
export type PortsAudience = { readonly db: Db; readonly maintenant: () => Date };

/** Tout le passe et l'avenir qu'un identifiant peut designer. */
const TOUJOURS = { du: '2020-01-01', au: '2099-12-31' };

/** Gestionnaires du calendrier : chaque juridiction ne voit que le sien. */
export const gestionnairesAudience = ({
  db,
  maintenant,
}: PortsAudience): Gestionnaires<typeof contratAudience, Agent> => {
  const uneAudience = async (agent: Agent, id: string): Promise<Audience> => {
    const [trouvee] = isUuid(id)
      ? await audiencesDe(db, { juridiction: agent.rattachement.code, ...TOUJOURS, id })
      : [];
    if (trouvee === undefined)
      throw refuser(404, 'audience-inconnue', 'Cette audience n’est pas au calendrier de votre juridiction.');
    return trouvee;
  };
  return {
    'GET /api/audiences': async ({ agent, requete: { du, au } }) => {
      exigerLaJuridiction(agent);
      return { audiences: [...(await audiencesDe(db, { juridiction: agent.rattachement.code, du, au }))] };
    },
    'GET /api/audiences/creneaux': async ({ agent, requete: { natures, du, au, duree } }) => {
      exigerLaJuridiction(agent);
      const ouvertes = await audiencesDe(db, { juridiction: agent.rattachement.code, du, au });
      const creneaux = proposer(
        ouvertes.map((une) => ({ ...une, jour: jourDe(une) })),
        { natures: natures.split(','), du, au, duree },
      );
      return { creneaux: creneaux.map(({ jour: _jour, ...une }) => une) };
    },
    'POST /api/audiences': async ({ agent, corps }) => {
      exigerDeTenirLeCalendrier(agent);
      await dansUneTransaction(db, async (tx) => {
        const deja = await tx
          .selectFrom('audience')
          .select('id')
          .where('id', '=', corps.id)
          .executeTakeFirst();
        if (deja) return;
        await registreDesAudiences.consigner(
          tx,
          corps.id,
          [
            {
              type: 'audience-fixee',
              donnees: { ...corps, juridiction: agent.rattachement.code, origine: 'calendrier' },
            },
          ],
          { auteur: agent.matricule, maintenant: maintenant() },
        );
      });
      return uneAudience(agent, corps.id);
    },
    'GET /api/audiences/:id/affaires': async ({ agent, params: { id } }) => {
      exigerLaJuridiction(agent);
      const audience = await uneAudience(agent, id);
      const lignes = await db
        .selectFrom('audience_affaire as affaire')
        .innerJoin('dossier', 'dossier.idj', 'affaire.idj')
        .select([
          'affaire.idj',
          'affaire.acte_id',
          'affaire.mode',
          'affaire.personnes',
          'affaire.duree_minutes',
        ])
        .select('dossier.contenu')
        .where('affaire.audience', '=', audience.id)
        .where('dossier.juridiction', '=', agent.rattachement.code)
        .orderBy('affaire.inscrite_a')
        .limit(300)
        .execute();
      return {
        audience,
        affaires: lignes.map((ligne) => {
          const etat = ligne.contenu as Etat;
          return affaireInscrite.parse({
            idj: ligne.idj,
            acteId: ligne.acte_id,
            mode: ligne.mode,
            personnes: ligne.personnes.flatMap((cherchee) => {
              const personne = etat.personnes.find(({ id: connue }) => connue === cherchee);
              return personne ? [`${personne.prenoms} ${personne.nom.toLocaleUpperCase('fr')}`.trim()] : [];
            }),
            intitule: etat.intitule,
            dureeMinutes: ligne.duree_minutes,
          });
        }),
      };
    },
  };
};

function exigerLaJuridiction(agent: Agent): void {
  if (agent.service !== 'justice' || !qualitePermet(agent, 'consulter'))
    throw refuser(403, 'qualite-insuffisante', 'Votre qualité n’ouvre pas le calendrier des audiences.');
}

function exigerDeTenirLeCalendrier(agent: Agent): void {
  if (agent.service !== 'justice' || !['greffier', 'procureur', 'substitut'].includes(agent.qualite))
    throw refuser(403, 'qualite-insuffisante', 'Le calendrier se tient au greffe, avec le parquet.');
}
