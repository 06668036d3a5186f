import { Bouton, ChampZone, Dialogue, Echec, nomDuMagistrat } from '@ppn/kit';
import type { ProblemeVu } from '@ppn/kit';
import { useState } from 'react';
import { cache, invalider } from '../application/donnees.ts';
import type { Redaction } from '../application/types.ts';
import type { VueMesure } from './donnees.ts';
import { basculer, exposeDe, numerosDe, OBJECTIFS_62_2, RAISONS_DE_PROLONGER } from './motifs.ts';
import { Pastilles } from './pastilles.tsx';
import { preparerActe } from './preparer.ts';
import { SignerLesActes } from './signer-les-actes.tsx';

/** Demande de prolongation : duree, magistrat, objectifs et raisons en pastilles ; elle part des qu'elle est signee. */
export function DialogueDeProlongation({
  vue,
  surFermeture,
}: {
  readonly vue: VueMesure;
  readonly surFermeture: () => void;
}) {
  const possible = vue.horloge.prochaineProlongation;
  const place = vue.entrees.findLast(({ type }) => type === 'placement');
  const [heures, poserHeures] = useState(String(possible?.heures ?? 24));
  const [autorite, poserAutorite] = useState<string>(possible?.autorites[0] ?? 'procureur');
  const [objectifs, poserObjectifs] = useState<readonly string[]>(
    place?.type === 'placement' ? place.donnees.motifs.map(String) : [],
  );
  const [raisons, poserRaisons] = useState<readonly string[]>([]);
  const [texte, poserTexte] = useState<string | undefined>(undefined);
  const [montre, poserMontre] = useState(false);
  const [acte, poserActe] = useState<Redaction | undefined>(undefined);
  const [aSigner, poserASigner] = useState(false);
  const [refus, poserRefus] = useState<ProblemeVu | undefined>(undefined);
  const expose = texte ?? exposeDe(raisons);
  const incomplet = expose.trim() === '' || objectifs.length === 0;
  const signer = async (): Promise<void> => {
    poserMontre(true);
    if (incomplet) return;
    const rendu = await preparerActe(
      {
        idj: vue.mesure.idj,
        mesure: vue.mesure.id,
        type: 'gav-demande-prolongation',
        contenu: { heures: Number(heures), autorite, motifs: numerosDe(objectifs), expose },
      },
      acte,
    );
    if (!rendu.ok) return poserRefus(rendu.refus);
    poserActe(rendu.valeur);
    return poserASigner(true);
  };
  if (acte !== undefined && aSigner)
    return (
      <SignerLesActes
        idj={vue.mesure.idj}
        actes={[acte]}
        surFin={(signes) => {
          poserASigner(false);
          if (signes === 0) return;
          invalider({ genre: 'dossier', idj: vue.mesure.idj });
          void cache.invalidateQueries({ queryKey: ['mesure', vue.mesure.id] });
          surFermeture();
        }}
      />
    );
  const durees = [possible?.heures ?? 24, ...(possible?.variantes.map((une) => une.heures) ?? [])];
  return (
    <Dialogue titre="Demander la prolongation" surFermeture={surFermeture} large>
      <form
        className="pile"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          void signer();
        }}
      >
        <Pastilles
          genre="cases"
          legende="Ce que la prolongation doit permettre"
          options={RAISONS_DE_PROLONGER}
          choisies={raisons}
          surChoix={(valeur) => {
            poserRaisons(basculer(raisons, valeur));
            poserTexte(undefined);
          }}
        />
        <ChampZone
          libelle="Exposé"
          rows={3}
          value={expose}
          erreur={montre && expose.trim() === '' ? 'Choisissez une raison, ou écrivez-la.' : undefined}
          surSaisie={poserTexte}
        />
        <Pastilles
          genre="cases"
          legende="Objectifs de l’article 62-2"
          options={OBJECTIFS_62_2}
          choisies={objectifs}
          surChoix={(valeur) => poserObjectifs(basculer(objectifs, valeur))}
        />
        {montre && objectifs.length === 0 ? (
          <p className="champ-erreur">Choisissez au moins un objectif de l’article 62-2.</p>
        ) : null}
        <div className="grille-champs">
          <Pastilles
            legende="Durée"
            options={durees.map((duree) => ({ valeur: String(duree), libelle: `${duree} h` }))}
            choisies={[heures]}
            surChoix={poserHeures}
          />
          <Pastilles
            legende="Magistrat"
            options={(possible?.autorites ?? []).map((une) => ({
              valeur: une,
              libelle: nomDuMagistrat(une),
            }))}
            choisies={[autorite]}
            surChoix={poserAutorite}
          />
        </div>
        {refus === undefined ? null : <Echec probleme={refus} />}
        <div className="dialogue-pied">
          <Bouton onClick={surFermeture}>Annuler</Bouton>
          <Bouton genre="primaire" type="submit">
            Signer et demander
          </Bouton>
        </div>
      </form>
    </Dialogue>
  );
}
