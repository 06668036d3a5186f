import {
  annoncer,
  Alerte,
  Bouton,
  Case,
  Chargement,
  ChampTexte,
  ChampZone,
  Combobox,
  Puce,
  ZONES,
} from '@ppn/kit';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../application/client.ts';
import { invalider } from '../application/donnees.ts';
import type { Fait, Infraction, Vue } from '../application/types.ts';
import { nomComplet, ROLES } from '../application/vocabulaire.ts';
import { ChampHorodate } from './champ-horodate.tsx';
import { useFiche } from './fiche-enregistree.ts';
import { RefusDeFiche } from './refus-de-fiche.tsx';
import { useVueOuverte } from '../dossier/vue-ouverte.ts';

type Saisie = {
  readonly natinf: number;
  readonly qualification: string;
  readonly debut: string;
  readonly fin: string;
  readonly adresse: string;
  readonly commune: string;
  readonly zone: string;
  readonly prejudice: string;
  readonly personnes: readonly string[];
};

/** Fiche d'un fait : infraction NATINF, temps, lieu, personnes ; saisie une fois. */
export function PageDeFait() {
  const { idj, faitId } = useParams({ from: '/dossiers/$idj/faits/$faitId' });
  const { data: vue } = useVueOuverte(idj);
  if (vue === undefined) return <Chargement />;
  return <Fiche key={faitId} vue={vue} id={faitId} connu={vue.faits.find(({ id }) => id === faitId)} />;
}

function Fiche({
  vue,
  id,
  connu,
}: {
  readonly vue: Vue;
  readonly id: string;
  readonly connu: Fait | undefined;
}) {
  const { idj } = vue;
  const modifiable = vue.peut.includes('rediger');
  const [saisie, poserSaisie] = useState<Saisie>(() => depart(vue, connu));
  const naviguer = useNavigate();
  const retour = (): void => {
    invalider({ genre: 'dossier', idj });
    void naviguer({ to: '/dossiers/$idj', params: { idj } });
  };
  const fiche = useFiche<unknown>(() => {
    annoncer('Fait enregistré.');
    retour();
  });
  const retrait = useFiche<unknown>(() => {
    annoncer('Fait retiré du dossier.');
    retour();
  });
  const [connues, poserConnues] = useState<ReadonlyMap<string, Infraction>>(new Map());
  const changer = (change: Partial<Saisie>): void => poserSaisie((avant) => ({ ...avant, ...change }));
  const champ = (nom: string) => ({ id: `champ-${nom}`, erreur: fiche.erreurs[nom] });

  const chercher = async (q: string) => {
    const rendu = await client.appeler('GET /api/nomenclatures/natinf', { requete: { q } });
    if (!rendu.ok) return [];
    const { infractions } = rendu.valeur;
    poserConnues(
      (avant) => new Map([...avant, ...infractions.map((une) => [String(une.code), une] as const)]),
    );
    return infractions.map((une) => ({
      cle: String(une.code),
      texte: une.qualification,
      rendu: (
        <>
          <span className="cote">{une.code}</span>
          <span>{une.qualification}</span>
          <Puce>{NATURES[une.nature]}</Puce>
        </>
      ),
    }));
  };
  const envoyer = (): void =>
    void fiche.envoyer(aVerifier(saisie), () =>
      client.appeler('PUT /api/dossiers/:idj/faits/:id', {
        idj,
        id,
        corps: {
          natinf: saisie.natinf,
          debut: saisie.debut,
          fin: saisie.fin === '' ? null : saisie.fin,
          lieu: { adresse: saisie.adresse, commune: saisie.commune, zone: saisie.zone },
          prejudice: saisie.prejudice,
          personnes: [...saisie.personnes],
        },
      }),
    );
  return (
    <form
      className="panneau"
      noValidate
      onSubmit={(evenement) => {
        evenement.preventDefault();
        envoyer();
      }}
    >
      <header className="panneau-tete">
        <h2>{connu === undefined ? 'Nouveau fait' : 'Fait'}</h2>
      </header>
      <div className="panneau-corps pile">
        <RefusDeFiche {...fiche} />
        <RefusDeFiche {...retrait} />
        <Combobox
          libelle="Infraction (NATINF)"
          aide="Code ou mots, sans accents : « 7151 », « vol reunion »."
          {...champ('natinf')}
          texteChoisi={saisie.natinf === 0 ? '' : `${saisie.natinf}. ${saisie.qualification}`}
          chercher={chercher}
          surChoix={(cle) =>
            changer({ natinf: Number(cle), qualification: connues.get(cle)?.qualification ?? '' })
          }
        />
        <div className="grille-champs">
          <ChampHorodate
            plein
            libelle="Début des faits"
            {...champ('debut')}
            valeur={saisie.debut}
            zone={saisie.zone}
            avecZone
            surChange={(debut) => changer({ debut, zone: zoneDe(debut, saisie.zone) })}
          />
          <ChampHorodate
            plein
            libelle="Fin (si elle diffère)"
            {...champ('fin')}
            valeur={saisie.fin}
            zone={saisie.zone}
            surChange={(fin) => changer({ fin })}
          />
          <ChampTexte
            libelle="Adresse"
            {...champ('lieu.adresse')}
            value={saisie.adresse}
            surSaisie={(adresse) => changer({ adresse })}
          />
          <ChampTexte
            libelle="Commune"
            {...champ('lieu.commune')}
            value={saisie.commune}
            surSaisie={(commune) => changer({ commune })}
          />
        </div>
        <ChampZone
          libelle="Préjudice"
          rows={2}
          {...champ('prejudice')}
          value={saisie.prejudice}
          surSaisie={(prejudice) => changer({ prejudice })}
        />
        {vue.personnes.length === 0 ? null : (
          <fieldset>
            <legend className="champ-libelle">Personnes concernées par ce fait</legend>
            <div className="choix">
              {vue.personnes.map((personne) => (
                <Case
                  key={personne.id}
                  coche={saisie.personnes.includes(personne.id)}
                  surCoche={(coche) =>
                    changer({
                      personnes: coche
                        ? [...saisie.personnes, personne.id]
                        : saisie.personnes.filter((un) => un !== personne.id),
                    })
                  }
                >
                  {nomComplet(personne)}{' '}
                  <span className="discret">({personne.roles.map((role) => ROLES[role]).join(', ')})</span>
                </Case>
              ))}
            </div>
          </fieldset>
        )}
        {modifiable ? (
          <div className="rangee-ecartee">
            <Bouton type="submit" genre="primaire" enCours={fiche.enCours}>
              Enregistrer
            </Bouton>
            {connu === undefined ? null : (
              <Bouton
                genre="danger"
                enCours={retrait.enCours}
                onClick={() =>
                  void retrait.envoyer({}, () =>
                    client.appeler('DELETE /api/dossiers/:idj/faits/:id', { idj, id }),
                  )
                }
              >
                Retirer du dossier
              </Bouton>
            )}
          </div>
        ) : (
          <Alerte>Ce dossier n’est plus modifiable ici.</Alerte>
        )}
      </div>
    </form>
  );
}

const NATURES = { crime: 'crime', delit: 'délit', contravention: 'contravention' } as const;

const zoneDe = (horodate: string, avant: string): string =>
  ZONES.find(({ valeur }) => horodate.endsWith(`[${valeur}]`))?.valeur ?? avant;

/** Ce que le portail sait deja manquant, dit en francais avant d'appeler le service. */
const aVerifier = ({ natinf, debut, commune }: Saisie): Readonly<Record<string, string>> => ({
  ...(natinf === 0 ? { natinf: 'Choisissez une infraction dans la liste.' } : {}),
  ...(debut === '' ? { debut: 'Donnez la date et l’heure du début des faits.' } : {}),
  ...(commune.trim() === '' ? { 'lieu.commune': 'La commune des faits est nécessaire.' } : {}),
});

/** Un fait neuf reprend la zone et la commune de l'unite, et toutes les personnes deja saisies. */
const depart = (vue: Vue, connu: Fait | undefined): Saisie =>
  connu === undefined
    ? {
        natinf: 0,
        qualification: '',
        debut: '',
        fin: '',
        adresse: '',
        commune: vue.unite.commune,
        zone: vue.unite.zone,
        prejudice: '',
        personnes: vue.personnes.filter(({ roles }) => !roles.includes('temoin')).map(({ id }) => id),
      }
    : {
        natinf: connu.natinf,
        qualification: connu.qualification,
        debut: connu.debut,
        fin: connu.fin ?? '',
        adresse: connu.lieu.adresse,
        commune: connu.lieu.commune,
        zone: connu.lieu.zone,
        prejudice: connu.prejudice,
        personnes: connu.personnes,
      };
